// A Typst document to a tagged PDF (PDF/UA-1).
import {NodeCompiler} from '@myriaddreamin/typst-ts-node-compiler';

export function typeset(document, drawn, fontFolder) {
  const compiler = NodeCompiler.create({workspace: '/', fontArgs: [{fontPaths: [fontFolder]}]});
  for (const id of document.figures ?? []) {
    if (!drawn.has(id)) throw new Error(`figure ${id} was not drawn`);
    compiler.mapShadow(`/figures/${id}.svg`, Buffer.from(drawn.get(id)));
  }
  for (const [path, content] of Object.entries(document.files ?? {})) {
    compiler.mapShadow(`/${path}`, Buffer.from(content));
  }
  const compiled = compiler.compile({mainFileContent: document.typst});
  if (compiled.hasError()) throw new Error(messages(compiler, compiled.takeError()));
  const pdf = compiler.pdf(compiled.result, {pdfStandard: 'ua-1', pdfTags: true, creationTimestamp: document.timestamp});
  return {pdf: pdf.toString('base64'), pages: compiled.result.numOfPages};
}

function messages(compiler, error) {
  return compiler.fetchDiagnostics(error).map(found => JSON.stringify(found)).join('\n');
}
