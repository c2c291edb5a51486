#!/bin/sh
hi
