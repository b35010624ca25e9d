// The demonstration's simulator: that it plays, how fast, and an exercise in losing a channel.
import { useState } from 'react';
import { write } from '../../api/client';
import type { Board } from '../../api/dispatch_types';
import { Failure } from '../../shell/states';
import { useWords } from '../../words';
import { channelName } from './alarms';

const speeds = [0, 1, 6, 20, 60];

export function PlayBar({ board, changed }: { board: Board; changed: () => void }) {
  const words = useWords();
  const [error, setError] = useState<unknown>(null);
  if (!board.play) return null;
  const order = (body: Record<string, unknown>) => {
    setError(null);
    write('POST', '/dispatch/play', body).then(changed, setError);
  };
  const responders = board.channels?.find((channel) => channel.id === '110');
  return (
    <section className="play" aria-label={words.desk_play}>
      <strong>{words.desk_play}</strong>
      <span className="play__lead">{words.desk_playLead}</span>
      <label>
        {words.desk_speed}{' '}
        <select value={String(board.play.speed)} onChange={(event) => order({ speed: Number(event.target.value) })}>
          {[...new Set([...speeds, board.play.speed])]
            .sort((a, b) => a - b)
            .map((speed) => (
              <option key={speed} value={String(speed)}>
                {speed === 0 ? words.desk_paused : `${speed} ×`}
              </option>
            ))}
        </select>
      </label>
      {responders && (
        <button type="button" className="tab" onClick={() => order({ channel: '110', down: responders.ok })}>
          {responders.ok ? words.desk_break : words.desk_mend}: {channelName(words, '110')}
        </button>
      )}
      {error !== null && <Failure error={error} />}
    </section>
  );
}
