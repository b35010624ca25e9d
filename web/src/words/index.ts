import { useAddress } from '../address';
import type { Language } from '../api/types';
import { en } from './en';
import { nb } from './nb';

export type Words = { [key in keyof typeof nb]: string };
const words: Record<Language, Words> = { nb, en };

export function wordsOf(language: Language): Words {
  return words[language];
}

export function useWords(): Words {
  return words[useAddress().language];
}
