// One node of the test cluster: `node node.mjs CONFIG FOLDER`. Ends when it is told to, or when the test is gone.

import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { DataType, load, open } from 'ffi-rs'

const [config, path] = process.argv.slice(2)
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
