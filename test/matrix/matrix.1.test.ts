import { testSlice } from './testSlice';

testSlice(1, 4);
