import { useCallback, useEffect, useRef, useState } from 'react'
import type { Release } from '../../src/release/index.js'
import { readRelease } from './read-release.js'

/** The other release, if any, and how it comes and goes. */
export interface Other {
  release: Release | null
  /** Why the last file was refused. */
  error: string | null
  /** Whether a file is held over the page. */
  held: boolean
  take(file: File): void
  remove(): void
}

/** Another release beside this one: embedded, chosen, or dropped anywhere on the page. */
export function useOther(embedded: Release | null): Other {
  const [release, setRelease] = useState(embedded)
  const [error, setError] = useState<string | null>(null)
  const latest = useRef(0)
  const take = useCallback((file: File) => {
    latest.current += 1
    const own = latest.current
    readRelease(file).then(
      (read) => {
        if (own !== latest.current) return
        setRelease(read)
        setError(null)
      },
      (reason: Error) => own === latest.current && setError(reason.message),
    )
  }, [])
  const remove = useCallback(() => {
    latest.current += 1
    setRelease(null)
    setError(null)
  }, [])
  return { release, error, held: useDrop(take), take, remove }
}

/** Whether a file is held over the page; one that is dropped is taken. */
function useDrop(take: (file: File) => void): boolean {
  const [held, setHeld] = useState(false)
  useEffect(() => {
    const over = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return
      event.preventDefault()
      setHeld(true)
    }
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setHeld(false)
    }
    const drop = (event: DragEvent) => {
      const file = event.dataTransfer?.files[0]
      setHeld(false)
      if (!file) return
      event.preventDefault()
      take(file)
    }
    window.addEventListener('dragover', over)
    window.addEventListener('dragleave', leave)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('dragover', over)
      window.removeEventListener('dragleave', leave)
      window.removeEventListener('drop', drop)
    }
  }, [take])
  return held
}
