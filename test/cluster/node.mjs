// One node of the test cluster: `node node.mjs CONFIG FOLDER`. Ends with whoever started it, when its input does.
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { isMainThread, Worker, workerData } from 'node:worker_threads'
import { DataType, load, open } from 'ffi-rs'

if (isMainThread) {
  const [config, path] = process.argv.slice(2)
  // The call below never returns, so it has a thread of its own.
  new Worker(new URL(import.meta.url), { workerData: { config, path } })
  process.stdin.resume().on('end', () => process.kill(process.pid, 'SIGKILL'))
} else {
  const { config, path } = workerData
  const library = join(
    dirname(createRequire(import.meta.url).resolve('@chdb/lib-linux-x64-gnu/package.json')),
    'libchdb.so',
  )
  // There is no server in the library, but its local program opens the ports of one when it is asked to.
  const listen = `SYSTEM START LISTEN QUERIES ALL;
    SELECT sleepEachRow(1) FROM numbers(36000) FORMAT Null SETTINGS function_sleep_max_microseconds_per_block = 0, max_block_size = 1`
  const argv = ['clickhouse-local', `--config-file=${config}`, `--path=${path}`, '--query', listen]
  open({ library: 'chdb', path: library })
  load({
    library: 'chdb',
    funcName: 'chdb_query_cmdline',
    retType: DataType.I32,
    paramsType: [DataType.I32, DataType.StringArray],
    paramsValue: [argv.length, argv],
  })
}
