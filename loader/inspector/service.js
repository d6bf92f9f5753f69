// A service within the page, in place of the network: what the element's `fetch` property takes.

import { decode } from './decode.js';
import { encode } from './encode.js';

/** What a service says when it refuses; `status` is gRPC's name, such as `NOT_FOUND`. */
export class Refusal extends Error {
  constructor(status, message = '') {
    super(message);
    this.status = status;
  }
}

/**
 * A `fetch` that answers calls of the dialog service by `answer(method, request, signal)`: it gives the response as JSON by
 * the names of the protocol, or throws a `Refusal`.
 */
export const service = (answer) => async (request) => {
  const method = request.url.split('/').pop();
  try {
    const framed = new Uint8Array(await request.clone().arrayBuffer());
    const given = await answer(method, decode(`nuance.dlg.v1.${method}Request`, framed.subarray(5)), request.signal);
    request.signal?.throwIfAborted();
    return respond(encode(`nuance.dlg.v1.${method}Response`, given ?? {}), 0, '');
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const code = codes.indexOf(error.status);
    return respond(undefined, code < 0 ? 13 : code, error.message);
  }
};

const codes = ['OK', 'CANCELLED', 'UNKNOWN', 'INVALID_ARGUMENT', 'DEADLINE_EXCEEDED', 'NOT_FOUND', 'ALREADY_EXISTS', 'PERMISSION_DENIED',
  'RESOURCE_EXHAUSTED', 'FAILED_PRECONDITION', 'ABORTED', 'OUT_OF_RANGE', 'UNIMPLEMENTED', 'INTERNAL', 'UNAVAILABLE', 'DATA_LOSS', 'UNAUTHENTICATED'];

/** An answer of gRPC-Web: the message, if there is one, and the trailers. */
function respond(message, code, words) {
  const trailers = new TextEncoder().encode(`grpc-status:${code}\r\ngrpc-message:${encodeURIComponent(words)}\r\n`);
  const frames = [...(message ? [frame(0, message)] : []), frame(128, trailers)];
  return new Response(new Blob(frames), { headers: { 'content-type': 'application/grpc-web+proto' } });
}

function frame(flag, payload) {
  const framed = new Uint8Array(5 + payload.length);
  framed[0] = flag;
  new DataView(framed.buffer).setUint32(1, payload.length);
  framed.set(payload, 5);
  return framed;
}
