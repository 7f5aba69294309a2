import { useCallback, useEffect, useRef, useState } from 'react'
import { groupInHash } from '../../src/charts/index.js'

/**
 * The group that the address names, and how another is chosen: the address then names that one, so that it can be passed
 * on. Choosing leaves no trail in the history.
 * @param onArrive called with the group that an address names when it is opened or changed by hand.
 */
export function useGroupInAddress(onArrive: (id: string) => void): [string | null, (id: string) => void] {
  const [chosen, setChosen] = useState<string | null>(() => groupInHash(location.hash))
  const arrive = useRef(onArrive)
  arrive.current = onArrive
  useEffect(() => {
    const look = () => {
      const id = groupInHash(location.hash)
      if (id === null) return
      setChosen(id)
      arrive.current(id)
    }
    look()
    window.addEventListener('hashchange', look)
    return () => window.removeEventListener('hashchange', look)
  }, [])
  const choose = useCallback((id: string) => {
    setChosen(id)
    history.replaceState(history.state, '', `#${id}`)
  }, [])
  return [chosen, choose]
}
