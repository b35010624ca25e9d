// The map's signs, drawn here: no outside sprites or fonts. Shape says what, colour and mark say what it does.
import type { LiveUnit } from '../../api/dispatch_types';
import type { Doing } from './situation';

export const scale = 2; // pixels a point
const size = 30;

export const stateColour: Record<Doing, string> = {
  free: '#1f9d63',
  home: '#1f9d63',
  called: '#e0a100',
  driving: '#e0a100',
  there: '#3f86d9',
  hospital: '#9a6bd0',
  away: '#7a828a',
};
const mark: Record<Doing, string> = { free: '', home: '↩', called: '!', driving: '→', there: '●', hospital: 'H', away: '–' };

type Path = (pen: CanvasRenderingContext2D) => void;
const shapes: Record<LiveUnit['kind'], Path> = {
  ambulance: (pen) => pen.rect(-10, -10, 20, 20),
  doctor: (pen) => polygon(pen, [[0, -13], [13, 0], [0, 13], [-13, 0]]),
  air: (pen) => polygon(pen, [[0, -13], [13, 10], [-13, 10]]),
  responder: (pen) => pen.arc(0, 0, 8.5, 0, 2 * Math.PI),
};

function polygon(pen: CanvasRenderingContext2D, corners: [number, number][]): void {
  corners.forEach(([x, y], place) => (place === 0 ? pen.moveTo(x, y) : pen.lineTo(x, y)));
  pen.closePath();
}

function canvas(width: number, height: number): CanvasRenderingContext2D {
  const sheet = document.createElement('canvas');
  sheet.width = width * scale;
  sheet.height = height * scale;
  const pen = sheet.getContext('2d', { willReadFrequently: true })!;
  pen.scale(scale, scale);
  return pen;
}

function picture(pen: CanvasRenderingContext2D): ImageData {
  return pen.getImageData(0, 0, pen.canvas.width, pen.canvas.height);
}

// Old: hollow with a broken edge and a question mark, for nobody knows where it is now.
function unitSign(kind: LiveUnit['kind'], what: Doing, old: boolean, night: boolean): ImageData {
  const pen = canvas(size, size);
  pen.translate(size / 2, size / 2);
  pen.beginPath();
  shapes[kind](pen);
  const hollow = old || what === 'away';
  pen.fillStyle = hollow ? (night ? '#0f1720' : '#fff') : stateColour[what];
  pen.fill();
  pen.lineWidth = 2;
  if (old) pen.setLineDash([3, 2.5]);
  pen.strokeStyle = hollow ? stateColour[what] : night ? '#fff' : '#102030';
  pen.stroke();
  const text = old ? '?' : mark[what];
  pen.fillStyle = hollow ? (night ? '#fff' : '#102030') : '#000';
  pen.font = 'bold 12px sans-serif';
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.fillText(text, 0, kind === 'air' ? 3 : 0.5);
  return picture(pen);
}

function aedSign(): ImageData {
  const pen = canvas(18, 18);
  pen.translate(9, 9);
  pen.beginPath();
  pen.moveTo(0, 7);
  pen.bezierCurveTo(-12, -2, -5, -9, 0, -3);
  pen.bezierCurveTo(5, -9, 12, -2, 0, 7);
  pen.fillStyle = '#2e9b57';
  pen.fill();
  pen.lineWidth = 1;
  pen.strokeStyle = '#fff';
  pen.stroke();
  return picture(pen);
}

function incidentSign(kind: string, night: boolean): ImageData {
  const pen = canvas(44, 44);
  pen.translate(22, 22);
  const colour = kind === 'draft' ? '#ff8f6b' : '#e0301e';
  pen.beginPath();
  pen.arc(0, 0, kind === 'chosen' ? 18 : 14, 0, 2 * Math.PI);
  pen.lineWidth = kind === 'chosen' ? 5 : 3;
  if (kind === 'draft') pen.setLineDash([5, 4]);
  pen.strokeStyle = colour;
  pen.stroke();
  pen.setLineDash([]);
  polygonStar(pen);
  pen.fillStyle = colour;
  pen.fill();
  pen.lineWidth = 1.5;
  pen.strokeStyle = night ? '#fff' : '#102030';
  pen.stroke();
  if (kind === 'waiting') {
    pen.fillStyle = '#fff';
    pen.font = 'bold 12px sans-serif';
    pen.textAlign = 'center';
    pen.textBaseline = 'middle';
    pen.fillText('!', 0, 0.5);
  }
  return picture(pen);
}

function polygonStar(pen: CanvasRenderingContext2D): void {
  pen.beginPath();
  const corners = Array.from({ length: 16 }, (_, place): [number, number] => {
    const reach = place % 2 === 0 ? 10 : 6;
    return [reach * Math.sin((place * Math.PI) / 8), -reach * Math.cos((place * Math.PI) / 8)];
  });
  polygon(pen, corners);
}

function label(text: string, strong: boolean, night: boolean): ImageData {
  const font = `${strong ? 'bold 13' : '12'}px "Source Sans Pro", Arial, sans-serif`;
  const ruler = canvas(1, 1);
  ruler.font = font;
  const pen = canvas(Math.ceil(ruler.measureText(text).width) + 8, 18);
  pen.font = font;
  pen.textBaseline = 'middle';
  pen.lineWidth = 3;
  pen.lineJoin = 'round';
  pen.strokeStyle = night ? '#0f1720' : '#fff';
  pen.strokeText(text, 4, 9);
  pen.fillStyle = night ? (strong ? '#fff' : '#c3d0da') : '#102030';
  pen.fillText(text, 4, 9);
  return picture(pen);
}

export function signOf(unit: LiveUnit, what: Doing): string {
  return `unit|${unit.kind}|${what}|${unit.old ? 'old' : 'now'}`;
}

// The picture of a sign by its name: unit|kind|doing|old, aed, incident|open, text|…, name|….
export function drawSign(name: string, night: boolean): ImageData | null {
  const [what, ...rest] = name.split('|');
  if (what === 'unit') return unitSign(rest[0] as LiveUnit['kind'], rest[1] as Doing, rest[2] === 'old', night);
  if (what === 'aed') return aedSign();
  if (what === 'incident') return incidentSign(rest[0] ?? '', night);
  if (what === 'text') return label(rest.join('|'), true, night);
  return what === 'name' ? label(rest.join('|'), false, night) : null;
}

// For the legend.
export function signImage(name: string, night: boolean): string {
  const data = drawSign(name, night);
  if (!data) return '';
  const sheet = document.createElement('canvas');
  sheet.width = data.width;
  sheet.height = data.height;
  sheet.getContext('2d')!.putImageData(data, 0, 0);
  return sheet.toDataURL();
}
