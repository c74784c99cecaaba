/// A small shop. Every amount is a power of two times ten, and every quantity a power of two, so that a sum tells which
/// rows are in it and how often.
enum Shop {
    static let tables = [
        """
        CREATE TABLE users AS SELECT * FROM (VALUES
          (1, 'Ann', 'west', 30),
          (2, 'Bob', 'east', 40),
          (3, 'Cy',  NULL,   50),
          (4, 'Dan', 'west', NULL)) AS t(id, name, region, age)
        """,
        // Order 5 has no user, and the user of order 6 does not exist. Order 6 has neither amount nor date.
        """
        CREATE TABLE orders AS SELECT id, user_id, status, amount, CAST(moment AS TIMESTAMP) AS created FROM (VALUES
          (1, 1,    'done', 10,   '2018-05-14 09:00:00'),
          (2, 1,    'done', 20,   '2018-05-18 18:30:02'),
          (3, 2,    'open', 40,   '2018-05-18 23:30:00'),
          (4, 3,    NULL,   80,   '2018-04-30 12:00:00'),
          (5, NULL, 'open', 160,  '2018-01-01 00:00:00'),
          (6, 9,    'done', NULL, NULL)) AS t(id, user_id, status, amount, moment)
        """,
        // Item 7 belongs to no order; orders 4, 5 and 6 have no items.
        """
        CREATE TABLE items AS SELECT * FROM (VALUES
          (1, 1,    'a', 1),
          (2, 1,    'b', 2),
          (3, 2,    'a', 4),
          (4, 3,    'a', 8),
          (5, 3,    'c', 16),
          (6, 3,    'c', 32),
          (7, NULL, 'a', 64)) AS t(id, order_id, sku, qty)
        """,
        // Orders 4, 5 and 6 have no payments.
        """
        CREATE TABLE payments AS SELECT * FROM (VALUES
          (1, 1, 'card', 5),
          (2, 1, 'cash', 6),
          (3, 2, 'card', 20),
          (4, 3, 'card', 30),
          (5, 3, 'card', 11)) AS t(id, order_id, method, paid)
        """,
    ]

    static let views = """
        view: users {
          dimension: id { primary_key: yes type: number }
          dimension: name {}
          dimension: region {}
          dimension: age { type: number }
          measure: count { type: count }
          measure: total_age { type: sum sql: ${age} ;; }
          measure: mean_age { type: average sql: ${age} ;; }
          measure: median_age { type: median sql: ${age} ;; }
        }
        view: orders {
          dimension: id { primary_key: yes type: number }
          dimension: user_id { type: number }
          dimension: status { alias: [state] }
          dimension: amount { type: number }
          dimension: is_done { type: yesno sql: ${status} = 'done' ;; }
          dimension_group: created { type: time }
          measure: count { type: count }
          measure: total { type: sum sql: ${amount} ;; }
          measure: mean { type: average sql: ${amount} ;; }
          measure: smallest { type: min sql: ${amount} ;; }
          measure: largest { type: max sql: ${amount} ;; }
          measure: median { type: median sql: ${amount} ;; }
          measure: quartile { type: percentile percentile: 25 sql: ${amount} ;; }
          measure: statuses { type: count_distinct sql: ${status} ;; }
          measure: buyers { type: count_distinct sql: ${user_id} ;; }
          measure: done { type: count filters: [status: "done"] }
          measure: done_total { type: sum sql: ${amount} ;; filters: [status: "done"] }
          measure: done_share { type: number sql: 1.0 * ${done} / ${count} ;; }
        }
        view: items {
          dimension: id { primary_key: yes type: number }
          dimension: order_id { type: number }
          dimension: sku {}
          dimension: qty { type: number }
          measure: count { type: count }
          measure: quantity { type: sum sql: ${qty} ;; }
          measure: mean { type: average sql: ${qty} ;; }
        }
        view: payments {
          dimension: id { primary_key: yes type: number }
          dimension: order_id { type: number }
          dimension: method {}
          dimension: paid { type: number }
          measure: count { type: count }
          measure: total { type: sum sql: ${paid} ;; }
        }

        """

    static let joins = """
        join: users { relationship: many_to_one sql_on: ${orders.user_id} = ${users.id} ;; }
        join: items { relationship: one_to_many sql_on: ${orders.id} = ${items.order_id} ;; }
        join: payments { relationship: one_to_many sql_on: ${orders.id} = ${payments.order_id} ;; }
        """

    static let model = views + "explore: orders {\n\(joins)\n}\nexplore: items {}\nexplore: users {}\n"

    /// The shop with an explore of the test's own.
    static func with(_ explore: String) -> String { views + explore }
}
