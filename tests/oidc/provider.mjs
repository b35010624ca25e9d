// An OpenID Connect provider for the tests: the npm package oidc-provider with one client, people whose claims are given,
// and a way to spoil what it sends. Everything it does by itself is the package's; nothing is asked of the person.
import { createServer } from 'node:http';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { SignJWT, UnsecuredJWT, importJWK } from 'jose';
import Provider from 'oidc-provider';

export function newKey(kid = randomUUID(), alg = 'RS256') {
  const pair = alg.startsWith('ES') ? generateKeyPairSync('ec', { namedCurve: 'P-256' }) : generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...pair.privateKey.export({ format: 'jwk' }), kid, alg, use: 'sig' };
}

function configuration({ keys, client, people }) {
  return {
    jwks: { keys },
    clients: [client],
    claims: { openid: ['sub'], profile: ['name', 'preferred_username', 'groups', 'orgnr'] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    cookies: { keys: ['only for tests'] },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true } },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_, id) => people[id] && { accountId: id, claims: () => ({ sub: id, ...people[id] }) },
    ttl: { AccessToken: 60, AuthorizationCode: 60, IdToken: 60, Grant: 600, Interaction: 600, Session: 600 },
  };
}

// The person says yes to everything; `who.now` is who sits at the browser, null one who turns back.
function interact(provider, who) {
  return async (request, response) => {
    const { prompt, params, session } = await provider.interactionDetails(request, response);
    if (who.now === null) return provider.interactionFinished(request, response, { error: 'access_denied' });
    if (prompt.name === 'login') return provider.interactionFinished(request, response, { login: { accountId: who.now } });
    const grant = new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
    grant.addOIDCScope(params.scope);
    return provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } }, { mergeWithLastSubmission: true });
  };
}

// The same claims, changed and signed again: spoil({ claims, header, key, unsigned }).
async function spoiled(token, change, key) {
  const claims = { ...JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString()), ...change.claims };
  for (const [name, value] of Object.entries(claims)) if (value === undefined) delete claims[name];
  if (change.unsigned) return new UnsecuredJWT(claims).encode();
  if (change.secret) return new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: key.kid }).sign(new TextEncoder().encode(change.secret));
  const by = change.key ?? key;
  const signed = await new SignJWT(claims).setProtectedHeader({ alg: by.alg, kid: by.kid, ...change.header }).sign(await importJWK(by, by.alg));
  return change.bit ? signed.slice(0, -6) + (signed.at(-6) === 'A' ? 'B' : 'A') + signed.slice(-5) : signed;
}

export async function startProvider({ client, people }) {
  const server = createServer();
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const state = { issuer, who: { now: null }, spoil: null, key: newKey(), asked: [] };
  let callback;
  let serve;
  // Other keys for the same provider, the first of which signs: what came before is forgotten.
  state.rotate = (...keys) => {
    [state.key] = keys;
    const provider = new Provider(issuer, configuration({ keys, client, people }));
    provider.use(async (context, next) => {
      await next();
      state.asked.push(context.path);
      if (context.path === '/token' && context.body?.id_token && state.spoil)
        context.body.id_token = await spoiled(context.body.id_token, state.spoil, state.key);
    });
    serve = interact(provider, state.who);
    callback = provider.callback();
  };
  state.rotate(state.key);
  server.on('request', (request, response) => {
    if (request.url.startsWith('/interaction/')) return serve(request, response).catch((error) => response.writeHead(500).end(String(error)));
    return callback(request, response);
  });
  state.stop = () => {
    server.closeAllConnections();
    return new Promise((done) => server.close(done));
  };
  return state;
}
