import { ImagePlus, Paperclip } from 'lucide-react'
import type { BlockAction } from '../block-actions.ts'

/** Pictures and other files, chosen from the device. */
export const FILE_ACTIONS: readonly BlockAction[] = [
  {
    name: 'image',
    label: 'Image',
    group: 'Media',
    search: ['picture', 'photo', 'upload', 'screenshot', 'img'],
    icon: ImagePlus,
    effect: 'inserts',
    run: (editor) => editor.commands.pickFiles('pictures'),
  },
  {
    name: 'file',
    label: 'File',
    group: 'Media',
    search: ['attachment', 'attach', 'upload', 'pdf', 'document', 'download'],
    icon: Paperclip,
    effect: 'inserts',
    run: (editor) => editor.commands.pickFiles('any'),
  },
]
