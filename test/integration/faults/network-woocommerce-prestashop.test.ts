import { describeFaults } from './network.ts'

describeFaults(['woocommerce', 'prestashop'])
