// The chart code: Vega with its interpreter, so that no script is made at run time (the security policy forbids it).
import embed, { type VisualizationSpec } from 'vega-embed';
import { expressionInterpreter } from 'vega-interpreter';
import { fitted } from './spec';

export async function draw(element: HTMLElement, spec: Record<string, unknown>, width: number, night: boolean): Promise<() => void> {
  await document.fonts.load("12px 'Source Sans Pro'"); // widths of words are measured while drawing
  const result = await embed(element, fitted(spec, width) as unknown as VisualizationSpec, {
    actions: false,
    ast: true,
    expr: expressionInterpreter,
    renderer: 'svg',
    defaultStyle: false,
    tooltip: { disableDefaultStyle: true, theme: night ? 'dark' : 'light' },
    loader: { http: { credentials: 'omit' } },
  });
  return () => result.finalize();
}
