import { describeFaults } from './network.ts'

describeFaults(['shopify', 'magento'])
