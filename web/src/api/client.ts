// One way to ask the server. Errors are the server's own diagnostics; a lost network is an error of its own.
import type { Diagnostic } from './types';

export const API = '/api/v1';

export class ApiError extends Error {
  constructor(
    readonly status: number, // 0: the server was not reached
    readonly errors: Diagnostic[],
    readonly body: unknown = null,
  ) {
    super(errors[0]?.message ?? `HTTP ${status}`);
  }
}

let csrf = '';
export function keepCsrf(token: string): void {
  csrf = token;
}

async function bodyOf(response: Response): Promise<unknown> {
  if (response.status === 204) return null;
  const text = await response.text();
  if (!text) return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function diagnosticsOf(body: unknown): Diagnostic[] {
  if (typeof body === 'object' && body !== null && 'errors' in body && Array.isArray(body.errors)) {
    return body.errors as Diagnostic[];
  }
  return [];
}

async function send(path: string, init: RequestInit): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(API + path, { credentials: 'same-origin', ...init });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new ApiError(0, []);
  }
  const body = await bodyOf(response);
  if (!response.ok) throw new ApiError(response.status, diagnosticsOf(body), body);
  return body;
}

export async function get<T>(path: string): Promise<T> {
  return (await send(path, { headers: { Accept: 'application/json' } })) as T;
}

export interface Write {
  idempotencyKey?: string; // the same key again does nothing twice
  contentType?: string;
}

// POST, PUT, PATCH or DELETE with the session's token.
export async function write<T>(method: string, path: string, body?: unknown, options: Write = {}): Promise<T> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (csrf) headers['X-CSRF-Token'] = csrf;
  if (options.idempotencyKey) headers['Idempotency-Key'] = options.idempotencyKey;
  if (body !== undefined) headers['Content-Type'] = options.contentType ?? 'application/json';
  const text = body === undefined ? null : typeof body === 'string' || body instanceof Blob ? body : JSON.stringify(body);
  return (await send(path, { method, headers, body: text })) as T;
}

// ?a=1&b=2 of what is set.
export function query(parameters: Record<string, string | number | null | undefined>): string {
  const pairs = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== null && value !== '');
  const search = new URLSearchParams(pairs.map(([name, value]) => [name, String(value)]));
  const text = search.toString();
  return text ? `?${text}` : '';
}
