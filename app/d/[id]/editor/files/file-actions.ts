import { ImagePlus, Paperclip } from 'lucide-react'
import type { BlockAction } from '../block-actions.ts'

/** Pictures and other files, chosen from the device. */
export const FILE_ACTIONS: readonly BlockAction[] = [
  {
    name: 'image',
    group: 'media',
    icon: ImagePlus,
    effect: 'inserts',
    run: (editor) => editor.commands.pickFiles('pictures'),
  },
  {
    name: 'file',
    group: 'media',
    icon: Paperclip,
    effect: 'inserts',
    run: (editor) => editor.commands.pickFiles('any'),
  },
]
