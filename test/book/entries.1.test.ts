import { testEntries } from './testEntries';

testEntries(0, 2);
