{% macro nothing(name, type='text') -%}
cast(null as {{ type }}) as {{ name }}{{ varargs | length }}{{ kwargs | length }}
{%- endmacro %}
