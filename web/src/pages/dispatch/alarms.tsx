// What must not be missed: the line to the server, a channel that does not work, a first responder out alone.
import { useEffect } from 'react';
import { useAddress } from '../../address';
import type { Board } from '../../api/dispatch_types';
import type { Line } from '../../api/events';
import { useWords, type Words } from '../../words';
import { useKeys } from './keys';

function wordOf(words: Words, name: string, otherwise: string): string {
  return (words as unknown as Record<string, string>)[name] ?? otherwise;
}

export function channelName(words: Words, id: string): string {
  return wordOf(words, `desk_channel_${id}`, id);
}

export function alarmsOf(board: Board, line: Line, words: Words): string[] {
  const alarms: string[] = [];
  if (line === 'lost') alarms.push(words.lineLost);
  for (const channel of board.channels ?? []) {
    if (channel.ok) continue;
    const problem = wordOf(words, `desk_problem_${channel.problem ?? ''}`, channel.problem ?? '');
    alarms.push(`${words.channelDown}: ${channelName(words, channel.id)}. ${problem}`.trim());
  }
  for (const mission of board.missions) {
    if (!mission.closed && mission.alarms > 0) alarms.push(`${words.alarmIn} ${mission.incident}`);
  }
  return alarms;
}

// Two tones every two seconds while an alarm stands.
function useSound(on: boolean): void {
  useEffect(() => {
    if (!on || typeof AudioContext === 'undefined') return;
    const context = new AudioContext();
    const tone = (frequency: number, from: number) => {
      const oscillator = context.createOscillator();
      const gain = context.createGain();
      oscillator.frequency.value = frequency;
      gain.gain.value = 0.15;
      oscillator.connect(gain).connect(context.destination);
      oscillator.start(context.currentTime + from);
      oscillator.stop(context.currentTime + from + 0.25);
    };
    const sound = () => {
      tone(880, 0);
      tone(660, 0.3);
    };
    sound();
    const timer = window.setInterval(sound, 2000);
    return () => {
      window.clearInterval(timer);
      void context.close();
    };
  }, [on]);
}

function SoundSwitch({ quiet, flip }: { quiet: boolean; flip: () => void }) {
  const words = useWords();
  return (
    <span className="sound">
      {quiet && <strong className="sound__muted">{words.desk_muted}</strong>}
      <button type="button" className="switch" aria-keyshortcuts="s" onClick={flip}>
        {quiet ? words.soundOn : words.soundOff} <kbd>S</kbd>
      </button>
    </span>
  );
}

export function Alarms({ board, line }: { board: Board; line: Line }) {
  const words = useWords();
  const { get, set } = useAddress();
  const alarms = alarmsOf(board, line, words);
  const quiet = get('sound') === 'off';
  const flip = () => set({ sound: quiet ? null : 'off' });
  useSound(alarms.length > 0 && !quiet);
  useKeys({ s: flip });
  if (alarms.length === 0) {
    return (
      <div className="line line--ok">
        <p role="status">
          <span aria-hidden="true">●</span> {line === 'open' ? words.lineOpen : words.loading}
        </p>
        <SoundSwitch quiet={quiet} flip={flip} />
      </div>
    );
  }
  return (
    <div className="alarms">
      <div role="alert">
        <ul>
          {alarms.map((alarm) => (
            <li key={alarm}>{alarm}</li>
          ))}
        </ul>
      </div>
      <SoundSwitch quiet={quiet} flip={flip} />
    </div>
  );
}
