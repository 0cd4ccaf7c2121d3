Bej
location../aj
offset4j
length8p