// Numbers, shares and dates as people of each language write them. Formats only: no value is worked out here.
import type { Language, Text } from './api/types';

const locale: Record<Language, string> = { nb: 'nb-NO', en: 'en-GB' };

export function say(text: Text | null | undefined, language: Language): string {
  return text ? text[language] || text.nb || text.en : '';
}

export function number(value: number, language: Language, decimals = 0): string {
  return new Intl.NumberFormat(locale[language], {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(value);
}

// 0.78 → "78 %" (nb) or "78%" (en)
export function share(value: number, language: Language, decimals = 0): string {
  return new Intl.NumberFormat(locale[language], {
    style: 'percent',
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(value);
}

export function count(value: number | null | undefined, language: Language): string {
  return value === null || value === undefined ? '–' : number(value, language);
}

// An ISO date, or an instant, in local words.
export function date(iso: string, language: Language): string {
  const day = new Date(iso.length === 10 ? `${iso}T12:00:00` : iso);
  if (Number.isNaN(day.getTime())) return iso;
  return new Intl.DateTimeFormat(locale[language], { day: 'numeric', month: 'long', year: 'numeric' }).format(day);
}

export function instant(iso: string, language: Language, seconds = false): string {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return iso;
  return new Intl.DateTimeFormat(locale[language], {
    dateStyle: 'short',
    timeStyle: seconds ? 'medium' : 'short',
    timeZone: 'Europe/Oslo',
  }).format(time);
}

export function clock(iso: string, language: Language): string {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return iso;
  return new Intl.DateTimeFormat(locale[language], { timeStyle: 'medium', timeZone: 'Europe/Oslo' }).format(time);
}
