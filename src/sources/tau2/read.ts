import { documentOf, forEachElement } from '../documents.js'
import { forEachRecordOf, type Reading } from '../reading.js'
import { isObject, type Json, objectOf } from '../values.js'
import { simulationNamed, type World, worldOf } from './simulation.js'
import { tellMessages } from './messages.js'
import { tellTicks } from './ticks.js'

/** Tells what is in a file of results, or of one simulation. */
export async function readSimulations(path: string, reading: Reading): Promise<void> {
  // What stands around the simulations says how they ran, and may stand behind them.
  const { rest } = forEachElement(path, ['simulations'], () => {})
  const around = objectOf(rest)
  if (around !== null && !isSimulation(around)) {
    const world = worldOf(objectOf(around.info))
    reading.tally.record(1)
    await forEachRecordOf(path, ['simulations'], reading, (simulation, number) =>
      readSimulation(simulation, number - 1, world, reading),
    )
    return
  }
  if (around === null) return readCutOff(path, reading)
  const whole = documentOf(path)
  if (isObject(whole)) readSimulation(whole, 0, worldOf(null), reading)
}
