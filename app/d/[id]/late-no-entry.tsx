'use client'

import dynamic from 'next/dynamic'

/** The page of who is not let in; who is let in does not load it. */
export const NoEntry = dynamic(() => import('./no-entry.tsx').then((module) => module.NoEntry))
