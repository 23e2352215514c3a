// The playground's page.

import { everyone } from './everyone.js';
import { inspector } from './inspector/inspector.js';
import { keepsPage } from './phone/own_file.js';
import { phones } from './phones.js';
import { follow } from './stream.js';
import { top } from './top.js';

top(document.getElementById('top'));
phones(document.getElementById('phones'));
everyone(document.getElementById('everyone'));
inspector(document.getElementById('inspector'));
keepsPage();
follow();
