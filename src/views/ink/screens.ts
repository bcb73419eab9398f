// All screens in one place: whoever needs one loads ink, and nobody else does.
export {applyScreen} from './apply.tsx'
export {deskScreen} from './desk.tsx'
export {reviewScreen} from './review.tsx'
export {watchScreen} from './watch.tsx'
