import type { FigureAnswer } from '../api/types';

type Fields = Record<string, unknown>;

function fieldsOf(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function titleOf(spec: Fields): string {
  const title = fieldsOf(spec.title);
  return title ? text(title.text) : text(spec.title);
}

// A figure's specification and texts; usermeta holds the texts when the specification comes alone.
export function specOf(answer: unknown): FigureAnswer | null {
  const fields = fieldsOf(answer);
  if (!fields) return null;
  const spec = fieldsOf(fields.spec) ?? ('$schema' in fields ? fields : null);
  if (!spec) return null;
  const texts = fields.spec ? fields : (fieldsOf(spec.usermeta) ?? {});
  return {
    title: text(texts.title) || titleOf(spec),
    alt: text(texts.alt) || text(spec.description),
    legend: text(texts.legend),
    spec,
  };
}

const labels = 300; // beside a plot: names to the left, numbers to the right
const smallest = 170;
const largest = 640;

// The specification in the width there is room for. What is still wider than the page can be scrolled.
export function fitted(spec: Fields, width: number): Fields {
  if (typeof spec.width === 'number') {
    return { ...spec, width: Math.max(smallest, Math.min(largest, width - labels)) };
  }
  const panel = fieldsOf(spec.spec);
  if (typeof spec.columns === 'number' && typeof panel?.width === 'number') {
    const columns = Math.max(1, Math.min(spec.columns, Math.floor(width / (panel.width + 60))));
    return { ...spec, columns };
  }
  return spec;
}
