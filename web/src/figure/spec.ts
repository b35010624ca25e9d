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

// What stands a number of pixels to the right of the plot stays beside it when the plot's width changes.
function besidePlot(node: unknown, before: number, after: number): unknown {
  if (Array.isArray(node)) return node.map((one) => besidePlot(one, before, after));
  const fields = fieldsOf(node);
  if (!fields) return node;
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      const place = name === 'x' || name === 'x2' ? fieldsOf(value) : null;
      if (place && typeof place.value === 'number' && place.value >= before) {
        return [name, { ...place, value: place.value - before + after }];
      }
      return [name, name === 'data' || name === 'datasets' ? value : besidePlot(value, before, after)];
    }),
  );
}

const font = 'Source Sans Pro'; // the page's own: the specification's may not be there

function inWidth(spec: Fields, width: number): Fields {
  if (typeof spec.width === 'number') {
    const room = Math.max(smallest, Math.min(largest, width - labels));
    return { ...(besidePlot(spec, spec.width, room) as Fields), width: room };
  }
  const panel = fieldsOf(spec.spec);
  if (typeof spec.columns === 'number' && typeof panel?.width === 'number') {
    const columns = Math.max(1, Math.min(spec.columns, Math.floor(width / (panel.width + 60))));
    return { ...spec, columns };
  }
  return spec;
}

// The specification in the width there is room for and the page's font. What is still wider can be scrolled.
export function fitted(spec: Fields, width: number): Fields {
  return { ...inWidth(spec, width), config: { ...fieldsOf(spec.config), font, aria: false } }; // the page says in words what it shows
}
