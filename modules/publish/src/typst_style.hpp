#pragma once
// The style of a report's PDF.

namespace kjede::publish {

inline constexpr const char* typst_style = R"typ(
#set page(paper: "a4", margin: (x: 2.3cm, top: 2.4cm, bottom: 2.2cm), header: context {
  if counter(page).get().first() > 1 { text(size: 8pt, fill: rgb("#595959"))[#running-title] }
}, footer: context {
  set text(size: 8pt, fill: rgb("#595959"))
  grid(columns: (1fr, auto), [#footer-note], counter(page).display())
})
#set text(font: "Open Sans", size: 9.5pt)
#set par(leading: 0.72em, spacing: 1.0em, justify: false)
#set list(indent: 0.4em, spacing: 0.6em)
#show heading: set text(weight: 600)
#show heading.where(level: 1): it => { v(0.6em); text(size: 18pt, it); v(0.4em) }
#show heading.where(level: 2): it => { v(0.7em); text(size: 14pt, it); v(0.3em) }
#show heading.where(level: 3): it => { v(0.5em); text(size: 11.5pt, it); v(0.2em) }
#show heading.where(level: 4): it => { v(0.3em); text(size: 10pt, it) }
#show outline.entry: set block(above: 0.5em)
#show outline: set text(size: 9pt)
#set figure(gap: 0.8em)
#show figure: set block(spacing: 1.6em)
#show figure.where(kind: table): set block(breakable: true)
#show figure.where(kind: table): set align(left)
#show title: set text(size: 26pt, weight: 600)
#show figure.where(kind: table): set figure.caption(position: top)
#show figure.caption: it => block(width: 100%, align(left, text(size: 8.3pt, fill: rgb("#404040"))[
  #text(weight: 600, fill: black)[#it.supplement #context it.counter.display().] #it.body]))
#set table(stroke: (x, y) => if y == 0 { (bottom: 0.9pt + rgb("#6f7f90")) } else { (bottom: 0.4pt + rgb("#d0d0d0")) },
  inset: (x: 4pt, y: 3.2pt), fill: (x, y) => if y == 0 { rgb("#eef3f8") })
#show table.cell: set text(size: 8pt)
#show table.cell.where(y: 0): set text(weight: 600, hyphenate: true)
#show table.cell.where(x: 0): set par(hanging-indent: 0.6em)
#show table: set par(leading: 0.5em)
#let picture(path, description) = layout(area => {
  let natural = measure(image(path))
  let scale = calc.min(1, area.width / natural.width, 600pt / natural.height)
  image(path, width: natural.width * scale, alt: description)
})
#let levels = (green: rgb("#cfe9cf"), yellow: rgb("#fbe9b0"), red: rgb("#f5cfc9"))
)typ";

}  // namespace kjede::publish
