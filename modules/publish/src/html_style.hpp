#pragma once
// The style of a report's web page.

namespace kjede::publish {

inline constexpr const char* html_style = R"css(
:root { color-scheme: light dark; --ink: #1b1b1b; --quiet: #595959; --paper: #ffffff; --line: #cfcfcf; --head: #eef3f8; --link: #1d4f86; }
@media (prefers-color-scheme: dark) { :root { --ink: #ececec; --quiet: #b5b5b5; --paper: #16191d; --line: #454a50; --head: #252b33; --link: #9cc4ee; } }
* { box-sizing: border-box; }
body { margin: 0; color: var(--ink); background: var(--paper); font: 1rem/1.6 "Open Sans", "Segoe UI", "Helvetica Neue", Arial, sans-serif; }
.skip { position: absolute; left: -999px; } .skip:focus { left: 1rem; top: 1rem; background: var(--paper); padding: .5rem; }
header, main, nav, footer { max-width: 54rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 2.5rem; } h1 { font-size: 2.1rem; line-height: 1.2; margin: 0 0 .3rem; }
.subtitle { font-size: 1.2rem; color: var(--quiet); margin: 0 0 1rem; } .facts { color: var(--quiet); font-size: .9rem; padding-left: 1.1rem; }
.synthetic { border: 2px solid #b77900; border-radius: .4rem; padding: .5rem .8rem; margin: 1rem 0; font-weight: 600; }
h2 { font-size: 1.6rem; margin: 3rem 0 .6rem; border-top: 1px solid var(--line); padding-top: 1.2rem; } h3 { font-size: 1.25rem; margin: 2.2rem 0 .4rem; } h4 { font-size: 1.05rem; margin: 1.6rem 0 .3rem; }
p { margin: .6rem 0; max-width: 44rem; } a { color: var(--link); }
nav ol { list-style: none; padding-left: 0; } nav ol ol { padding-left: 1.3rem; } nav li { margin: .15rem 0; }
figure { margin: 1.6rem 0; } figure > .picture { background: #ffffff; border-radius: .3rem; overflow-x: auto; padding: .4rem; } figure svg { display: block; max-width: 100%; height: auto; margin: 0 auto; }
figcaption, caption { font-size: .88rem; color: var(--quiet); text-align: left; padding: .4rem 0; line-height: 1.45; } figcaption b, caption b { color: var(--ink); }
.table { overflow-x: auto; margin: 1.6rem 0; } table { border-collapse: collapse; font-size: .9rem; min-width: min(100%, 26rem); } caption { caption-side: top; }
th, td { text-align: left; padding: .28rem .7rem .28rem .4rem; border-bottom: 1px solid var(--line); vertical-align: top; } thead th { background: var(--head); border-bottom: 2px solid var(--line); } tbody th { font-weight: 400; } tr.strong th, tr.strong td { font-weight: 700; }
.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.green { background: #cfe9cf; color: #113311; } .yellow { background: #fbe9b0; color: #3a2a00; } .red { background: #f5cfc9; color: #45100a; }
footer { border-top: 1px solid var(--line); margin-top: 3rem; padding: 1rem 1.25rem 3rem; color: var(--quiet); font-size: .85rem; }
@media (max-width: 44rem) { figure svg { min-width: 34rem; } }
@media print { body { font-size: 10pt; } nav, .skip { display: none; } h2 { break-before: page; } figure, tr { break-inside: avoid; } header, main, footer { max-width: none; } }
)css";

}  // namespace kjede::publish
