// "59.91, 10.75" (latitude first, as maps show it), "59,91 10,75", or a known place's name.
export interface Point {
  lon: number;
  lat: number;
}

const pair = /^\s*(-?\d{1,3}(?:[.,]\d+)?)\s*[,; ]\s*(-?\d{1,3}(?:[.,]\d+)?)\s*$/u;

export function readPlace(text: string, places: { name: string; lon: number; lat: number }[]): Point | null {
  const found = pair.exec(text);
  if (found?.[1] && found[2]) {
    const lat = Number(found[1].replace(',', '.'));
    const lon = Number(found[2].replace(',', '.'));
    return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { lon, lat } : null;
  }
  const wanted = text.trim().toLocaleLowerCase('nb');
  const place = wanted ? places.find((one) => one.name.toLocaleLowerCase('nb') === wanted) : undefined;
  return place ? { lon: place.lon, lat: place.lat } : null;
}
