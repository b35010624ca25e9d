// A Vega-Lite specification to SVG, and that to PNG.
import {join} from 'node:path';
import * as vega from 'vega';
import {compile} from 'vega-lite';
import {readFont, textWidth} from './font.mjs';

export async function preparePainter(fontFolder, wantsPng) {
  vega.textMetrics.width = textWidth({
    regular: readFont(join(fontFolder, 'OpenSans-Regular.ttf')),
    bold: readFont(join(fontFolder, 'OpenSans-Semibold.ttf')),
  });
  return {fontFolder, resvg: wantsPng ? await import('@resvg/resvg-js') : null};
}

// Returns {svg, png?, warnings?}.
export async function drawFigure(painter, figure) {
  const warnings = [];
  const svg = accessible(await toSvg(figure.spec, warnings), figure);
  const result = {svg};
  if (figure.png) result.png = toPng(painter, svg, figure.png).toString('base64');
  if (warnings.length) result.warnings = warnings;
  return result;
}

async function toSvg(spec, warnings) {
  vega.resetSVGDefIds();
  const compiled = compile(spec, {logger: collecting(warnings)}).spec;
  const view = new vega.View(vega.parse(compiled), {renderer: 'none', logger: collecting(warnings)});
  const svg = await view.toSVG();
  view.finalize();
  return svg;
}

// Marks a figure as one picture with a description, and keeps its ids apart from those of other figures on the page.
function accessible(svg, {id, alt}) {
  const own = svg.replace(/\bid="((?:clip|gradient)[^"]*)"/g, `id="${id}-$1"`)
    .replace(/url\(#((?:clip|gradient)[^)]*)\)/g, `url(#${id}-$1)`);
  return own.replace(/^<svg /, `<svg role="img" aria-label="${escapeAttribute(alt ?? '')}" `);
}

const escapeAttribute = text => text.replace(/[&<>"]/g, c => ({'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;'})[c]);

function toPng(painter, svg, zoom) {
  const font = {loadSystemFonts: false, fontDirs: [painter.fontFolder], defaultFontFamily: 'Open Sans', sansSerifFamily: 'Open Sans'};
  return new painter.resvg.Resvg(svg, {font, fitTo: {mode: 'zoom', value: zoom}, background: 'white'}).render().asPng();
}

function collecting(warnings) {
  const keep = (...message) => {
    warnings.push(message.map(String).join(' '));
    return logger;
  };
  const logger = {level: () => logger, warn: keep, error: keep, info: () => logger, debug: () => logger};
  return logger;
}
