// Protobuf bytes as plain JSON, by the table of messages.js. What the table does not know is left out; bytes that are no
// message give what could be read before the fault.

import { types } from './messages.js';

const text = new TextDecoder();
const deepest = 64;

/** The value of the message `type` in `bytes`; fields by the names of the protocol. */
export const decode = (type, bytes) => message(type, new Reader(bytes), 0);

class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.at = 0;
  }

  get left() { return this.bytes.length - this.at; }

  varint() {
    let value = 0n;
    for (let shift = 0n; this.left > 0 && shift < 70n; shift += 7n) {
      const byte = this.bytes[this.at++];
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) break;
    }
    return BigInt.asUintN(64, value);
  }

  take(length) {
    const end = Math.min(this.at + length, this.bytes.length);
    const taken = this.bytes.subarray(this.at, end);
    this.at = end;
    return taken;
  }

  fixed(length) {
    const at = this.at;
    this.at += length;
    return this.at > this.bytes.length ? undefined : at;
  }
}

function message(type, reader, depth) {
  const fields = types[type];
  const value = {};
  while (fields && depth < deepest && reader.left > 0) {
    const key = Number(reader.varint());
    const field = fields[key >>> 3];
    const read = one(field?.[1], key & 7, reader, depth);
    if (read === undefined) break; // an end of group, or a fault
    if (field) put(value, field, read.value);
  }
  return wellKnown(type, value);
}

/** One value in the wire type it came with; undefined where the bytes make no sense. */
function one(type, wire, reader, depth) {
  switch (wire) {
    case 0: return { value: scalar(type, reader.varint()) };
    case 1: {
      const at = reader.fixed(8);
      return at === undefined ? at : { value: reader.view.getFloat64(at, true) };
    }
    case 5: {
      const at = reader.fixed(4);
      return at === undefined ? at : { value: reader.view.getFloat32(at, true) };
    }
    case 2: {
      const bytes = reader.take(Number(reader.varint()));
      if (type === 'string') return { value: text.decode(bytes) };
      if (type === 'bytes' || !types[type]) return { value: `${bytes.length} bytes` };
      return { value: message(type, new Reader(bytes), depth + 1) };
    }
    default: return undefined;
  }
}

function scalar(type, value) {
  if (type === 'bool') return value !== 0n;
  if (types[type]) return types[type][value] ?? Number(value);
  return Number(type === 'int32' ? BigInt.asIntN(32, value) : value);
}

function put(value, [name, type, repeated], read) {
  if (type.endsWith('Entry')) Object.defineProperty(value[name] ??= {}, read.key ?? '', { value: read.value, enumerable: true });
  else if (repeated) (value[name] ??= []).push(read);
  else value[name] = read;
}

/** Struct, Value and ListValue read as the JSON that they stand for. */
function wellKnown(type, value) {
  switch (type) {
    case 'google.protobuf.Struct': return value.fields ?? {};
    case 'google.protobuf.ListValue': return value.values ?? [];
    case 'google.protobuf.Value': return Object.values(value).map((held) => (held === 'NULL_VALUE' ? null : held))[0] ?? null;
    default: return value;
  }
}
