"""The public face behind `import align`: audits of tables and data sets, and the commands as functions."""
