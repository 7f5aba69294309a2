import type { Source } from '../../model/index.js'
import { spansBy } from '../spans/index.js'

/** Spans by the OpenInference conventions, as Phoenix and others keep them (docs/sources/openinference.md). */
export const openinference: Source = {
  id: 'openinference',
  title: 'OpenInference spans',
  version: 1,
  ...spansBy('openinference'),
}
