// What must not be missed: the line to the server, a channel that does not work, a first responder out alone.
import { useEffect } from 'react';
import { useAddress } from '../../address';
import type { Board } from '../../api/dispatch_types';
import type { Line } from '../../api/events';
import type { Language, Text } from '../../api/types';
import { say } from '../../format';
import { useWords, type Words } from '../../words';

function problemText(problem: Text | string | undefined, language: Language): string {
  return typeof problem === 'string' ? problem : say(problem, language);
}

export function alarmsOf(board: Board, line: Line, words: Words, language: Language): string[] {
  const alarms: string[] = [];
  if (line === 'lost') alarms.push(words.lineLost);
  for (const channel of board.channels ?? []) {
    if (!channel.ok) alarms.push(`${words.channelDown}: ${say(channel.name, language) || channel.id}. ${problemText(channel.problem, language)}`.trim());
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

export function Alarms({ board, line }: { board: Board; line: Line }) {
  const words = useWords();
  const { language, get, set } = useAddress();
  const alarms = alarmsOf(board, line, words, language);
  const quiet = get('sound') === 'off';
  useSound(alarms.length > 0 && !quiet);
  if (alarms.length === 0) {
    return (
      <p className="line line--ok" role="status">
        <span aria-hidden="true">●</span> {line === 'open' ? words.lineOpen : words.loading}
      </p>
    );
  }
  return (
    <div className="alarms" role="alert">
      <ul>
        {alarms.map((alarm) => (
          <li key={alarm}>{alarm}</li>
        ))}
      </ul>
      <button type="button" className="switch" onClick={() => set({ sound: quiet ? null : 'off' })}>
        {quiet ? words.soundOn : words.soundOff}
      </button>
    </div>
  );
}
