import { brand } from './brand';
import { highContrast } from './highContrast';
import { lightAndDark } from './lightAndDark';

/** What the toolbar offers. */
export const themes = { default: lightAndDark, highContrast, brand };
