- dashboard: clickstream
  title: Online shop click stream
  description: Visits to an online shop in the first half of 2024, a published data set.
  layout: newspaper
  preferred_viewer: dashboards-next
  filters:
  - name: Date
    title: Date
    type: field_filter
    default_value: 2024-01 for 6 months
    model: clickstream
    explore: clicks
    field: clicks.click_date
    ui_config: {type: advanced, display: popover}
  - name: Channel
    title: Channel
    type: field_filter
    default_value: ''
    allow_multiple_values: true
    model: clickstream
    explore: clicks
    field: clicks.channel
    ui_config: {type: checkboxes, display: popover}
  - name: Platform
    title: Platform
    type: field_filter
    default_value: ''
    allow_multiple_values: true
    model: clickstream
    explore: clicks
    field: clicks.platform
    ui_config: {type: checkboxes, display: popover}
  elements:
  - name: users
    title: Users
    type: single_value
    model: clickstream
    explore: clicks
    fields: [clicks.user_count]
    limit: 1
    listen: {Date: clicks.click_date, Channel: clicks.channel, Platform: clicks.platform}
    row: 0
    col: 0
    width: 6
    height: 4
  - name: events
    title: Events
    type: single_value
    model: clickstream
    explore: clicks
    fields: [clicks.count]
    limit: 1
    listen: {Date: clicks.click_date, Channel: clicks.channel, Platform: clicks.platform}
    row: 0
    col: 6
    width: 6
    height: 4
  - name: buyers
    title: Users who bought
    type: single_value
    model: clickstream
    explore: clicks
    fields: [clicks.buyers]
    limit: 1
    listen: {Date: clicks.click_date, Channel: clicks.channel, Platform: clicks.platform}
    row: 0
    col: 12
    width: 6
    height: 4
  - name: conversion
    title: Conversion to purchase
    type: single_value
    model: clickstream
    explore: clicks
    fields: [clicks.conversion]
    limit: 1
    listen: {Date: clicks.click_date, Channel: clicks.channel, Platform: clicks.platform}
    row: 0
    col: 18
    width: 6
    height: 4
  - name: daily_users
    title: Daily users
    type: looker_line
    model: clickstream
    explore: clicks
    fields: [clicks.click_date, clicks.user_count]
    sorts: [clicks.click_date]
    limit: 500
    listen: {Date: clicks.click_date, Channel: clicks.channel, Platform: clicks.platform}
    row: 4
    col: 0
    width: 14
    height: 8
  - name: top_events
    title: Top events
    type: looker_bar
    model: clickstream
    explore: clicks
    fields: [clicks.event_type, clicks.count]
    sorts: [clicks.count desc]
    limit: 12
    listen: {Date: clicks.click_date, Channel: clicks.channel, Platform: clicks.platform}
    row: 4
    col: 14
    width: 10
    height: 8
  - name: steps
    title: From view to purchase by channel
    type: looker_column
    model: clickstream
    explore: clicks
    fields: [clicks.channel, clicks.user_count, clicks.viewers, clicks.carts, clicks.buyers]
    sorts: [clicks.user_count desc]
    limit: 20
    listen: {Date: clicks.click_date, Channel: clicks.channel, Platform: clicks.platform}
    row: 12
    col: 0
    width: 14
    height: 8
  - name: conversion_by_channel
    title: Conversion by channel
    type: looker_bar
    model: clickstream
    explore: clicks
    fields: [clicks.channel, clicks.conversion]
    sorts: [clicks.conversion desc]
    limit: 20
    listen: {Date: clicks.click_date, Channel: clicks.channel, Platform: clicks.platform}
    row: 12
    col: 14
    width: 10
    height: 8
