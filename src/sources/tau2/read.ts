import { documentOf, forEachElement } from '../documents.js'
import { forEachRecordOf, type Reading } from '../reading.js'
import { isObject, objectOf } from '../values.js'
import { isSimulation, readSimulation, worldOf } from './simulation.js'

/** Tells what is in a file of results, or in one of a single simulation. */
export async function readSimulations(path: string, reading: Reading): Promise<void> {
  // What stands around the simulations says how they ran, and may stand behind them.
  const around = objectOf(forEachElement(path, ['simulations'], () => {}).rest)
  if (around !== null && isSimulation(around)) {
    const simulation = documentOf(path)
    reading.tally.record(1)
    if (isObject(simulation)) readSimulation(simulation, 0, worldOf(null), reading)
    return
  }
  const world = worldOf(objectOf(around?.info))
  if (around !== null && isObject(around.info)) reading.tally.record(1)
  await forEachRecordOf(path, ['simulations'], reading, (value, number) =>
    isSimulation(value) ? readSimulation(value, number - 1, world, reading) : 'no simulation',
  )
}
