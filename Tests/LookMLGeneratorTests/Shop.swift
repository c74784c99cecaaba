/// A small shop, and what names alone would get wrong about it.
enum Shop {
    static let statements = [
        // 40 users.
        """
        CREATE TABLE users AS
        SELECT i::INTEGER AS id, 'user ' || i AS name, i % 2 = 0 AS is_admin, DATE '1990-01-01' + i::INTEGER AS born_on,
          TIMESTAMP '2024-01-01 10:00:00' + INTERVAL 1 DAY * i AS created_at, (20 + i)::INTEGER AS age
        FROM range(1, 41) AS t(i)
        """,
        // 80 orders. One has a user who is gone: 78 of 79 values exist, one is NULL.
        """
        CREATE TABLE orders AS
        SELECT
          i::INTEGER AS id,
          CASE i WHEN 1 THEN NULL WHEN 2 THEN 999 ELSE i % 40 + 1 END::INTEGER AS user_id,
          CASE i % 2 WHEN 0 THEN 'done' ELSE 'open' END AS status,
          (i * 1.5)::DECIMAL(10, 2) AS amount,
          2.5::DECIMAL(10, 2) AS unit_price,
          TIMESTAMPTZ '2024-03-01 00:00:00+00' + INTERVAL 1 HOUR * i AS created_at,
          (i % 3 + 1)::INTEGER AS billing_address_id,
          (i % 2 + 1)::INTEGER AS shipping_address_id,
          i::INTEGER AS coupon_id,
          (i % 4)::INTEGER AS product_id,
          (i % 5 + 1)::VARCHAR AS region_id,
          NULL::INTEGER AS campaign_id,
          (i % 7 + 1)::INTEGER AS feed_id,
          (i % 3)::INTEGER AS warehouse_id
        FROM range(1, 81) AS t(i)
        """,
        "CREATE TABLE order_items AS SELECT i::INTEGER AS id, (i % 80 + 1)::INTEGER AS order_id, 1 AS qty FROM range(200) AS t(i)",
        "CREATE TABLE addresses AS SELECT i::INTEGER AS id, 'city ' || i AS city FROM range(1, 4) AS t(i)",
        // 1 to 40: half of the orders' coupons.
        "CREATE TABLE coupons AS SELECT i::INTEGER AS id, 'C' || i AS code FROM range(1, 41) AS t(i)",
        // Twice the same id.
        "CREATE TABLE products AS SELECT * FROM (VALUES (0, 'a'), (1, 'b'), (2, 'c'), (3, 'd'), (3, 'e')) AS t(id, title)",
        "CREATE TABLE regions AS SELECT i::INTEGER AS id FROM range(1, 6) AS t(i)",
        "CREATE TABLE campaigns AS SELECT i::INTEGER AS id FROM range(1, 6) AS t(i)",
        // A feed without an id.
        "CREATE TABLE feeds AS SELECT CASE i WHEN 3 THEN NULL ELSE i END::INTEGER AS id FROM range(1, 9) AS t(i)",
        // One row for each user at most.
        """
        CREATE TABLE user_profiles AS
        SELECT i::INTEGER AS user_id, 'bio' AS bio, {'theme': 'dark', 'size': 3} AS settings, '{}'::JSON AS extra,
          TIME '10:00:00' AS wakes_at, 'x'::BLOB AS photo, 1.5::DOUBLE AS lat
        FROM range(1, 31) AS t(i)
        """,
        "CREATE TABLE accounts AS SELECT 'k' || i AS account_key, 'pro' AS plan FROM range(10) AS t(i)",
        "CREATE TABLE invoices AS SELECT i::INTEGER AS invoice_id, 'k' || i % 10 AS account_key, i AS total_net FROM range(30) AS t(i)",
        // The first has no parent.
        "CREATE TABLE categories AS SELECT i::INTEGER AS id, NULLIF(i // 2, 0)::INTEGER AS parent_id FROM range(1, 8) AS t(i)",
        "CREATE TABLE drafts (id INTEGER, user_id INTEGER, note VARCHAR)",
    ]
}
