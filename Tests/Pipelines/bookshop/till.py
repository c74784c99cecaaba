"""The bookshop's till: what it has exported, day by day. Each round is SQL that changes the raw tables."""

FIRST = """
create schema raw_till;
create table raw_till.customers (id integer, name varchar, email varchar, country varchar, updated_at timestamp);
insert into raw_till.customers values
    (1, ' Ada ', 'ADA@books.example', 'NO', '2025-01-01 10:00'),
    (2, 'Bo', 'bo@books.example', 'DE', '2025-01-01 11:00'),
    (3, 'Cleo', null, 'XX', '2025-01-02 09:00'),
    (4, 'Dan', 'dan@books.example', 'FR', '2025-01-03 09:00');
create table raw_till.order_export (
    id integer, customer_id integer, status varchar, cents bigint, ordered_at varchar, updated_at timestamp);
insert into raw_till.order_export values
    (90, 1, 'sent', 700, '2024-12-30 10:00:00', '2024-12-30 10:00'),
    (1, 1, 'sent', 2500, '2025-01-02 10:00:00', '2025-01-03 10:00'),
    (2, 1, 'paid', 1250, '2025-01-02 23:59:59', '2025-01-03 11:00'),
    (3, 2, 'open', 9900, '2025-01-03 00:00:00', '2025-01-03 12:00'),
    (4, 4, 'returned', 450, '2025-01-04 08:30:00', '2025-01-06 09:00'),
    (5, 7, 'sent', 300, '2025-01-05 08:30:00', '2025-01-06 10:00');
create table raw_till.payments (id integer, order_id integer, method varchar, cents bigint);
insert into raw_till.payments values
    (1, 1, 'card', 2000), (2, 1, 'voucher', 500), (3, 2, 'transfer', 1250), (4, 4, 'cash', 450);
create table raw_till.visits (visit_id bigint, customer_id integer, page varchar, seen_at timestamp);
insert into raw_till.visits values
    (1, 1, '/', '2025-01-01 08:00'), (2, null, '/search', '2025-01-01 08:01'), (3, 2, '/', '2025-01-02 10:00'),
    (4, 2, '/', '2025-01-02 10:00');
"""

# Orders change, come and go; a customer is renamed, one leaves, one arrives; a return is too cheap for the test that
# guards `returns`; visits get a column.
SECOND = """
update raw_till.order_export set status = 'sent', updated_at = '2025-01-08 09:00' where id = 3;
update raw_till.order_export set status = 'returned', cents = 5, updated_at = '2025-01-08 10:00' where id = 2;
delete from raw_till.order_export where id = 1;
insert into raw_till.order_export values
    (6, 3, 'open', 800, '2025-01-05 19:00:00', '2025-01-08 11:00'),
    (7, 2, 'paid', 1900, '2025-01-08 11:30:00', '2025-01-08 12:00'),
    (8, 2, 'paid', 100, '2025-01-08 11:45:00', '2025-01-08 12:00');
update raw_till.customers set name = 'Bodil', updated_at = '2025-01-07 10:00' where id = 2;
update raw_till.customers set country = 'EE', updated_at = '2025-01-07 10:00' where id = 3;
delete from raw_till.customers where id = 4;
insert into raw_till.customers values (5, 'Eve', 'eve@books.example', 'DE', '2025-01-07 12:00');
insert into raw_till.payments values (5, 3, 'card', 9900), (6, 7, 'card', 1900), (7, 8, 'card', 50), (8, 8, 'voucher', 50);
update raw_till.payments set method = 'transfer' where id = 4;
alter table raw_till.visits add column device varchar;
insert into raw_till.visits values (5, 3, '/books', '2025-01-07 10:00', 'phone'), (6, 5, '/', '2025-01-07 11:00', null);
"""

# The cheap return is corrected, the customer who left is back, an order's history goes on.
THIRD = """
update raw_till.order_export set cents = 1250, updated_at = '2025-01-09 08:00' where id = 2;
update raw_till.order_export set status = 'sent', updated_at = '2025-01-09 09:00' where id = 7;
insert into raw_till.customers values (4, 'Dan', 'dan@books.example', 'FR', '2025-01-09 09:00');
delete from raw_till.payments where id = 8;
insert into raw_till.visits values (7, 5, '/', '2025-01-09 11:00', 'desk');
"""

ROUNDS = [FIRST, SECOND, THIRD]
