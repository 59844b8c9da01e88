import { testSlice } from './testSlice';

testSlice(2, 4);
