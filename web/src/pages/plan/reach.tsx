// A click on the map: how far one gets from there in 5, 10 and 15 minutes, or where the new station is to stand.
import type { GeoJSONSource, Map as MapLibre } from 'maplibre-gl';
import { useEffect, useState } from 'react';
import { write } from '../../api/client';
import { useWords } from '../../words';
import { empty, reachFills } from './map_style';
import type { Point } from './plan';

export function Reach({ map, pick }: { map: MapLibre; pick: ((point: Point) => void) | null }) {
  const words = useWords();
  const [said, setSaid] = useState('');
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const ask = async (point: Point) => {
      setSaid(words.loading);
      try {
        const answer = await write<GeoJSON.FeatureCollection>('POST', '/plan/isochrone', { ...point, minutes: [5, 10, 15] });
        const features = answer.features.map((feature, place) => ({ ...feature, properties: { ...feature.properties, fill: reachFills[place % reachFills.length] } }));
        map.getSource<GeoJSONSource>('reach')?.setData({ type: 'FeatureCollection', features: features.reverse() });
        setSaid(words.reachShown);
        setShown(true);
      } catch {
        setSaid(words.reachFailed);
      }
    };
    const click = ({ lngLat }: { lngLat: { lng: number; lat: number } }) => {
      const point = { lon: lngLat.lng, lat: lngLat.lat };
      if (pick) pick(point);
      else void ask(point);
    };
    map.on('click', click);
    return () => void map.off('click', click);
  }, [map, pick, words]);
  const clear = () => {
    map.getSource<GeoJSONSource>('reach')?.setData(empty);
    setShown(false);
    setSaid('');
  };
  return (
    <p className="muted note map__said">
      <span role="status">{pick ? words.pickOnMap : said}</span>{' '}
      {shown && (
        <button type="button" className="as-link" onClick={clear}>
          {words.clearReach}
        </button>
      )}
    </p>
  );
}
