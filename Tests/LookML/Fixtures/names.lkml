view: +orders { final: yes }
view: order-items { extends: [orders, order.items] }
view: constructor {}
view: $special {}
view: 2020_orders {}
view: a/b {}
explore: +orders { from: order-items }
explore: "quoted"
view: Orders { dimension: address.city { } dimension: __proto__ {} dimension: ünïcode {} }
view: unnamed { derived_table: { } derived_table: {} link: { label: "a" url: "b" } }
view: numbers { a: 0 b: -1 c: - 1 d: 0.5 e: -	2 f: 1e10 g: -
  3 h: -abc i: - abc j: 00 k: .5 }
view : spaced{a:b c :d e	:	f}
view:tight{a:b}
flags: yes
