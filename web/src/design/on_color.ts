import { useAddress } from '../address';

// Which of the design system's colours fit the page behind: its form controls and buttons know "on dark".
export function useOnColor(): 'onwhite' | 'ondark' {
  return useAddress().theme === 'night' ? 'ondark' : 'onwhite';
}
