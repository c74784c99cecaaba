- dashboard: cdnow
  title: CDNOW music shop
  description: Every purchase at an online music shop from January 1997 to June 1998, a published data set.
  layout: newspaper
  preferred_viewer: dashboards-next
  filters:
  - name: Date
    title: Date
    type: field_filter
    default_value: 1997-01 for 18 months
    model: cdnow
    explore: purchases
    field: purchases.purchase_date
    ui_config: {type: advanced, display: popover}
  - name: First purchase
    title: First purchase
    type: field_filter
    default_value: ''
    model: cdnow
    explore: purchases
    field: customers.first_purchase_month
    ui_config: {type: advanced, display: popover}
  elements:
  - name: customers
    title: Customers
    type: single_value
    model: cdnow
    explore: purchases
    fields: [purchases.customer_count]
    limit: 1
    listen: {Date: purchases.purchase_date, First purchase: customers.first_purchase_month}
    row: 0
    col: 0
    width: 6
    height: 4
  - name: purchases
    title: Purchases
    type: single_value
    model: cdnow
    explore: purchases
    fields: [purchases.count]
    limit: 1
    listen: {Date: purchases.purchase_date, First purchase: customers.first_purchase_month}
    row: 0
    col: 6
    width: 6
    height: 4
  - name: revenue
    title: Revenue
    type: single_value
    model: cdnow
    explore: purchases
    fields: [purchases.revenue]
    limit: 1
    listen: {Date: purchases.purchase_date, First purchase: customers.first_purchase_month}
    row: 0
    col: 12
    width: 6
    height: 4
  - name: repeat_rate
    title: Customers who bought again
    type: single_value
    model: cdnow
    explore: customers
    fields: [customers.repeat_rate]
    limit: 1
    listen: {First purchase: customers.first_purchase_month}
    row: 0
    col: 18
    width: 6
    height: 4
  - name: customers_by_month
    title: Customers by month
    type: looker_column
    model: cdnow
    explore: purchases
    fields: [purchases.purchase_month, purchases.customer_count]
    sorts: [purchases.purchase_month]
    limit: 500
    listen: {Date: purchases.purchase_date, First purchase: customers.first_purchase_month}
    row: 4
    col: 0
    width: 8
    height: 8
  - name: purchases_by_month
    title: Purchases by month
    type: looker_column
    model: cdnow
    explore: purchases
    fields: [purchases.purchase_month, purchases.first_or_repeat, purchases.count]
    pivots: [purchases.first_or_repeat]
    sorts: [purchases.first_or_repeat, purchases.purchase_month]
    limit: 500
    stacking: normal
    listen: {Date: purchases.purchase_date, First purchase: customers.first_purchase_month}
    row: 4
    col: 8
    width: 8
    height: 8
  - name: revenue_by_month
    title: Revenue by month
    type: looker_line
    model: cdnow
    explore: purchases
    fields: [purchases.purchase_month, purchases.revenue]
    sorts: [purchases.purchase_month]
    limit: 500
    listen: {Date: purchases.purchase_date, First purchase: customers.first_purchase_month}
    row: 4
    col: 16
    width: 8
    height: 8
  - name: customers_by_purchases
    title: Customers by number of purchases
    type: looker_column
    model: cdnow
    explore: customers
    fields: [customers.purchases_range, customers.count]
    sorts: [customers.purchases_range]
    limit: 20
    listen: {First purchase: customers.first_purchase_month}
    row: 12
    col: 0
    width: 12
    height: 8
  - name: cohorts
    title: Revenue and repeat rate by month of the first purchase
    type: looker_grid
    model: cdnow
    explore: customers
    fields: [customers.first_purchase_month, customers.count, customers.repeat_rate, customers.average_revenue]
    sorts: [customers.first_purchase_month]
    limit: 100
    listen: {First purchase: customers.first_purchase_month}
    row: 12
    col: 12
    width: 12
    height: 8
