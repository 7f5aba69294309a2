import { useId } from 'react'
import type { Control, View } from '../../src/charts/index.js'

interface Props {
  controls: readonly Control[]
  view: View
  onChange(view: View): void
}

/** The choices of a figure, as groups of radios and check boxes. */
export function Controls({ controls, view, onChange }: Props) {
  const id = useId()
  const shown = controls.filter(
    ({ options, only }) =>
      options.length > 1 && options.some(({ absent }) => !absent) && (only === undefined || only(view)),
  )
  if (shown.length === 0) return null
  return (
    <div className="controls">
      {shown.map((control) => (
        <fieldset key={control.key}>
          <legend>{control.label}</legend>
          <div className="options">
            {control.options.map(({ value, label, absent }) => (
              <label key={value} title={absent} className={absent ? 'absent' : undefined}>
                <input
                  type={control.pick === 'one' ? 'radio' : 'checkbox'}
                  name={`${id}-${control.key}`}
                  checked={view[control.key]?.includes(value) ?? false}
                  disabled={absent !== undefined}
                  onChange={() => onChange({ ...view, [control.key]: picked(control, view, value) })}
                />
                <span>
                  {label}
                  {absent && <small> {absent}</small>}
                </span>
              </label>
            ))}
          </div>
        </fieldset>
      ))}
    </div>
  )
}

/** The new choice; of several together the last one stays. */
function picked(control: Control, view: View, value: string): readonly string[] {
  const now = view[control.key] ?? []
  if (control.pick === 'one') return [value]
  if (!now.includes(value)) return [...now, value]
  return now.length > 1 ? now.filter((other) => other !== value) : now
}
