// Advance widths of a TrueType font, so that Vega lays text out with the widths it will really have. Node has no canvas,
// and Vega's own estimate (0.8 em per letter) clips or scatters labels.
import {readFileSync} from 'node:fs';

export function readFont(path) {
  const file = readFileSync(path);
  const tables = readDirectory(file);
  const unitsPerEm = file.readUInt16BE(tables.head + 18);
  const metrics = file.readUInt16BE(tables.hhea + 34);
  const glyphOf = readCharacterMap(file, tables.cmap);
  return character => {
    const glyph = Math.min(glyphOf(character), metrics - 1);
    return file.readUInt16BE(tables.hmtx + 4 * glyph) / unitsPerEm;
  };
}

function readDirectory(file) {
  const tables = {};
  for (let i = 0; i < file.readUInt16BE(4); ++i) {
    const entry = 12 + 16 * i;
    tables[file.toString('latin1', entry, entry + 4)] = file.readUInt32BE(entry + 8);
  }
  return tables;
}

// Format 4, the Unicode table of the basic plane; 0 is "no such glyph".
function readCharacterMap(file, cmap) {
  for (let i = 0; i < file.readUInt16BE(cmap + 2); ++i) {
    const table = cmap + file.readUInt32BE(cmap + 4 + 8 * i + 4);
    if (file.readUInt16BE(table) === 4) {
      return character => lookUp(file, table, character.codePointAt(0));
    }
  }
  throw new Error('the font has no Unicode character map');
}

function lookUp(file, table, code) {
  const twiceSegments = file.readUInt16BE(table + 6);
  const ends = table + 14;
  const starts = ends + twiceSegments + 2;
  for (let at = 0; at < twiceSegments; at += 2) {
    if (code > file.readUInt16BE(ends + at)) continue;
    const start = file.readUInt16BE(starts + at);
    if (code < start) return 0;
    const delta = file.readUInt16BE(starts + twiceSegments + at);
    const offsets = starts + 2 * twiceSegments + at;
    const offset = file.readUInt16BE(offsets);
    if (offset === 0) return (code + delta) & 0xffff;
    const glyph = file.readUInt16BE(offsets + offset + 2 * (code - start));
    return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
  }
  return 0;
}

// Width in pixels of a Vega text item; bold has its own font.
export function textWidth(fonts) {
  const known = new Map();
  return (item, text) => {
    const value = String(text ?? item.text ?? '');
    const size = item.fontSize ?? 11;
    const bold = item.fontWeight === 'bold' || Number(item.fontWeight) >= 600;
    const key = (bold ? 'b' : 'r') + value;
    let width = known.get(key);
    if (width === undefined) {
      const advance = bold ? fonts.bold : fonts.regular;
      width = Array.from(value).reduce((sum, character) => sum + advance(character), 0);
      known.set(key, width);
    }
    return width * size;
  };
}
