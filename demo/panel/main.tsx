import { renderPage } from '../renderPage';
import { DemoPage } from './DemoPage';

renderPage(<DemoPage />);
