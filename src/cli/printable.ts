/** What steers a terminal or turns text around: control, formatting and private characters, halves of characters. */
const STEERING = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu

/** Text that comes from logs or from names of files, as it may be shown: nothing in it steers a terminal. */
export const printable = (text: string): string => text.replace(STEERING, '?')

/** The same for messages of several lines. */
export const printableLines = (text: string): string => text.split('\n').map(printable).join('\n')

/** JSON in which what would steer a terminal is written as escapes: the same values. */
export const escaped = (json: string): string =>
  json.replace(STEERING, (character) =>
    [...Array(character.length).keys()]
      .map((i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`)
      .join(''),
  )
