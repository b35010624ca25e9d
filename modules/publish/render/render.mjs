// Figures to SVG and PNG, documents to PDF: one process for a whole report.
//
//   node render.mjs < request.json > response.jsonl
//
// Request: {fonts, figures: [{id, alt, spec, png}], documents: [{id, typst, files, figures, timestamp}]}
//   fonts: a folder with OpenSans-*.ttf · png: scale, 0 for none · files: {path: text} beside the document ·
//   figures: ids of figures the document shows, each as figures/<id>.svg · timestamp: Unix seconds, the data's date
// Response: one JSON object a line: {id, svg, png?, warnings?} or {id, pdf, pages} or {id, error}. png and pdf are base64.
// The same request gives the same bytes: no clock, no network, fonts only from the folder given.
import {readFileSync} from 'node:fs';
import {drawFigure, preparePainter} from './figure.mjs';

const request = JSON.parse(readFileSync(0, 'utf8'));
const answer = object => process.stdout.write(JSON.stringify(object) + '\n');
const report = async (id, work) => {
  try {
    answer({id, ...(await work())});
  } catch (error) {
    answer({id, error: String(error?.message ?? error)});
  }
};

const drawn = new Map();
if (request.figures?.length) {
  const painter = await preparePainter(request.fonts, request.figures.some(figure => figure.png));
  for (const figure of request.figures) {
    await report(figure.id, async () => {
      const result = await drawFigure(painter, figure);
      drawn.set(figure.id, result.svg);
      return result;
    });
  }
}
if (request.documents?.length) {
  const {typeset} = await import('./document.mjs');
  for (const document of request.documents) {
    await report(document.id, () => typeset(document, drawn, request.fonts));
  }
}
