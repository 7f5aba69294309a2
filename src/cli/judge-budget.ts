import { UsageError } from './exit.js'

/** What may be spent, in dollars, in tokens of input and output together, or both. */
export interface Budget {
  usd?: number
  tokens?: number
}

/**
 * Reads `5usd`, `2000000tokens` or both with a comma between.
 * @throws UsageError where it is anything else.
 */
export function budgetOf(text: string): Budget {
  const budget: Budget = {}
  for (const part of text.split(',')) {
    const match = /^\s*(\d+(?:\.\d+)?)\s*(usd|tokens)\s*$/i.exec(part)
    const unit = match?.[2]?.toLowerCase() as keyof Budget | undefined
    if (match === null || unit === undefined || budget[unit] !== undefined || !(Number(match[1]) > 0))
      throw new UsageError(
        `--budget ${text}: expected dollars or tokens, such as 5usd, 2000000tokens, or both: 5usd,2000000tokens`,
      )
    budget[unit] = Number(match[1])
  }
  return budget
}

export const budgetWords = ({ usd, tokens }: Budget): string =>
  [...(usd === undefined ? [] : [`${usd} USD`]), ...(tokens === undefined ? [] : [`${tokens} tokens`])].join(' and ')
