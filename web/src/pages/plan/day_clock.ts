// The clock of a simulated day: runs, pauses, jumps. Pages listen to it; the map moves by it.
import { useSyncExternalStore } from 'react';

export const daySeconds = 86_400;
export const speeds = [60, 300, 900] as const; // simulated seconds for one real one

export class DayClock {
  private second = 0;
  private running = false;
  private frame = 0;
  private before = 0;
  private heard = new Set<() => void>();
  speed: number = speeds[1];
  // Without motion the clock goes from minute to minute, once a real second.
  constructor(private readonly still: boolean) {}

  now = (): number => this.second;
  playing = (): boolean => this.running;
  subscribe = (listener: () => void): (() => void) => {
    this.heard.add(listener);
    return () => this.heard.delete(listener);
  };

  go(second: number): void {
    this.second = Math.min(Math.max(second, 0), daySeconds);
    if (this.second === daySeconds) this.stop();
    this.tell();
  }

  play(): void {
    if (this.second >= daySeconds) this.second = 0;
    this.running = true;
    this.before = performance.now();
    this.frame = requestAnimationFrame(this.tick);
    this.tell();
  }

  stop(): void {
    this.running = false;
    cancelAnimationFrame(this.frame);
    this.tell();
  }

  private tell(): void {
    for (const listener of this.heard) listener();
  }

  private tick = (at: number): void => {
    if (!this.running) return;
    const passed = at - this.before;
    if (passed >= (this.still ? 1000 : 40)) {
      this.before = at;
      this.go(this.second + (this.still ? this.speed : (Math.max(passed, 0) / 1000) * this.speed));
    }
    if (this.running) this.frame = requestAnimationFrame(this.tick);
  };
}

// The second, as coarse as the one who looks needs it.
export function useSecond(clock: DayClock, coarse = 1): number {
  return useSyncExternalStore(clock.subscribe, () => Math.floor(clock.now() / coarse) * coarse);
}

export function usePlaying(clock: DayClock): boolean {
  return useSyncExternalStore(clock.subscribe, clock.playing);
}

export function clockText(second: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return `${two(second / 3600)}:${two((second / 60) % 60)}`;
}
