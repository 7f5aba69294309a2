import { BinaryReader, BinaryWriter, WireType } from '@bufbuild/protobuf/wire'
import { type Field, type FieldType, type Message, type MessageName, messageOf } from './messages.js'
import { Refusal } from './refusal.js'

type Plain = Record<string, unknown>

const malformed = (what: string) => new Refusal(400, `this body is no message of OTLP: ${what}`)

/** A message that is read, with its bytes: texts are cut out of these without a view on each. */
interface Reading {
  reader: BinaryReader
  bytes: Buffer
}

/**
 * Reads a message of OTLP as OTLP/JSON has it: names in camel case, ids of traces and spans in hexadecimal digits, numbers of
 * 64 bits as strings, enums as numbers. Fields that are not there are left out, and bytes of texts that are not UTF-8 become
 * replacement characters.
 * @param depth how many messages may lie within each other.
 * @throws Refusal where the bytes are no such message, or it is deeper.
 */
export function decode(name: MessageName, bytes: Uint8Array, depth: number): Plain {
  const reading = { reader: new BinaryReader(bytes), bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length) }
  try {
    return message(reading, messageOf(name), bytes.length, depth)
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw malformed('it cannot be read to its end')
  }
}

function message(reading: Reading, { fields }: Message, end: number, depth: number): Plain {
  const { reader } = reading
  if (depth === 0) throw new Refusal(400, 'this body has too many messages within messages')
  const read: Plain = {}
  while (reader.pos < end) {
    const [number, wire] = reader.tag()
    const field = fields[number]
    if (field === undefined) {
      if (wire === WireType.StartGroup || wire === WireType.EndGroup) throw malformed('it has groups')
      reader.skip(wire)
    } else if (field.of !== null) {
      if (wire !== WireType.LengthDelimited) throw malformed('a field is of another type')
      const length = reader.uint32()
      if (reader.pos + length > end) throw malformed('a field is longer than what holds it')
      put(read, field, message(reading, field.of, reader.pos + length, depth - 1))
    } else {
      if (wire !== WIRES[field.type!]) throw malformed('a field is of another type')
      put(read, field, scalar(reading, field.type!))
    }
  }
  if (reader.pos !== end) throw malformed('a field is longer than what holds it')
  return read
}

function put(read: Plain, { name, many }: Field, value: unknown): void {
  if (!many) read[name] = value
  else if (read[name] === undefined) read[name] = [value]
  else (read[name] as unknown[]).push(value)
}

const WIRES: Record<FieldType, WireType> = {
  string: WireType.LengthDelimited,
  bytes: WireType.LengthDelimited,
  id: WireType.LengthDelimited,
  bool: WireType.Varint,
  int64: WireType.Varint,
  uint32: WireType.Varint,
  enum: WireType.Varint,
  double: WireType.Bit64,
  fixed64: WireType.Bit64,
  fixed32: WireType.Bit32,
}

function scalar(reading: Reading, type: FieldType): unknown {
  const { reader } = reading
  switch (type) {
    case 'string':
      return cut(reading, 'utf8')
    case 'bool':
      return reader.bool()
    case 'int64':
      return String(reader.int64())
    case 'fixed64':
      return String(reader.fixed64())
    case 'fixed32':
      return reader.fixed32()
    case 'uint32':
      return reader.uint32()
    case 'enum':
      return reader.int32()
    case 'double': {
      const value = reader.double()
      return Number.isFinite(value) ? value : String(value)
    }
    case 'id':
      return cut(reading, 'hex')
    case 'bytes':
      return cut(reading, 'base64')
  }
}

function cut({ reader, bytes }: Reading, encoding: 'utf8' | 'hex' | 'base64'): string {
  const length = reader.uint32()
  const from = reader.pos
  if (from + length > bytes.length) throw malformed('it is cut off')
  reader.pos = from + length
  return bytes.toString(encoding, from, reader.pos)
}

/** `google.rpc.Status`: what went wrong, as OTLP has errors answered. */
export const encodeStatus = (code: number, words: string): Uint8Array =>
  new BinaryWriter().tag(1, WireType.Varint).int32(code).tag(2, WireType.LengthDelimited).string(words).finish()

/** An answer to an export, with how many records were not taken and why. Nothing is said where all were. */
export function encodeResponse(rejected: number, words: string): Uint8Array {
  const answer = new BinaryWriter()
  if (rejected > 0 || words !== '') {
    answer.tag(1, WireType.LengthDelimited).fork()
    if (rejected > 0) answer.tag(1, WireType.Varint).int64(rejected)
    if (words !== '') answer.tag(2, WireType.LengthDelimited).string(words)
    answer.join()
  }
  return answer.finish()
}
