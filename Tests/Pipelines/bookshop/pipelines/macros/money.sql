{# Amounts come in cents. #}
{% macro money(column, digits=2) -%}
  {{ return(adapter.dispatch('money', 'bookshop')(column, digits)) }}
{%- endmacro %}

{% macro default__money(column, digits) -%}
  ({{ column }} / 100)
{%- endmacro %}

{% macro duckdb__money(column, digits) -%}
  cast({{ column }} / 100.0 as decimal(18, {{ digits }}))
{%- endmacro %}

{% macro methods() %}
  {% do return(var('methods') | map('lower') | list) %}
{% endmacro %}

{% macro labelled(name) -%}
  '{{ name }}: ' || ({{ caller() }})
{%- endmacro %}
