// Plain JSON as protobuf bytes, by the table of messages.js: what decode.js reads, written again. So a recording needs no
// bytes, and what is hidden in it is nowhere else.

import { types } from './messages.js';

const text = new TextEncoder();

/** The bytes of the message `type` with the fields of `value`. */
export const encode = (type, value) => Uint8Array.from(message(type, value));

function message(type, value) {
  const bytes = [];
  const fields = wellKnown(type, value);
  for (const [number, [name, held, repeated]] of Object.entries(types[type] ?? {})) {
    const given = fields[name];
    if (given === undefined || given === null) continue;
    if (held.endsWith('Entry')) for (const [key, value] of Object.entries(given)) field(bytes, number, held, { key, value });
    else for (const one of repeated ? given : [given]) field(bytes, number, held, one);
  }
  return bytes;
}

function field(bytes, number, type, value) {
  const tag = (wire) => varint(bytes, BigInt(number * 8 + wire));
  if (type === 'bytes') return; // only their length is known
  if (type === 'double' || type === 'float') {
    const size = type === 'double' ? 8 : 4;
    const view = new DataView(new ArrayBuffer(size));
    if (size === 8) view.setFloat64(0, value, true);
    else view.setFloat32(0, value, true);
    tag(size === 8 ? 1 : 5);
    bytes.push(...new Uint8Array(view.buffer));
  } else if (type === 'string') {
    tag(2);
    sized(bytes, text.encode(value));
  } else if (!types[type] || isEnumeration(type)) {
    tag(0);
    varint(bytes, BigInt(Number(isEnumeration(type) ? valueOf(type, value) : value) || 0));
  } else {
    tag(2);
    sized(bytes, message(type, value));
  }
}

const isEnumeration = (type) => typeof Object.values(types[type] ?? {})[0] === 'string';

/** The number of an enumeration's value, which decode.js gives by name where it has one. */
const valueOf = (type, name) => Object.entries(types[type]).find(([, known]) => known === name)?.[0] ?? name;

function varint(bytes, value) {
  let left = BigInt.asUintN(64, value);
  while (left > 127n) {
    bytes.push(Number(left & 127n) | 128);
    left >>= 7n;
  }
  bytes.push(Number(left));
}

function sized(bytes, content) {
  varint(bytes, BigInt(content.length));
  for (const byte of content) bytes.push(byte);
}

/** JSON as the Struct, Value or ListValue that stands for it. */
function wellKnown(type, value) {
  switch (type) {
    case 'google.protobuf.Struct': return { fields: value };
    case 'google.protobuf.ListValue': return { values: value.map((one) => ({ one })) };
    case 'google.protobuf.Struct.FieldsEntry': return { key: value.key, value: { one: value.value } };
    case 'google.protobuf.Value': return ofValue(value.one);
    default: return value;
  }
}

// Boxed until here, because a field whose value is null would be left out.
function ofValue(value) {
  switch (typeof value) {
    case 'string': return { string_value: value };
    case 'number': return { number_value: value };
    case 'boolean': return { bool_value: value };
    default:
      if (value === null || value === undefined) return { null_value: 'NULL_VALUE' };
      return Array.isArray(value) ? { list_value: value } : { struct_value: value };
  }
}
